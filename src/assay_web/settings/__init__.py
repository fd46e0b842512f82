"""Settings. :mod:`assay_web.settings.env` is the only module of the platform that reads the environment."""
