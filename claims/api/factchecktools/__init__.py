"""claims:search as clients of Google's Fact Check Tools API (v1alpha1) know it, over our published claims."""
