"""Files with what is public: asked for, made by a worker in a stream, and dropped in time."""
