"""Changes are posted to those who asked for it, by the Standard Webhooks specification."""
