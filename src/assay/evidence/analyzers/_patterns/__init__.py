"""Our own rules, one file each: ``<language>/<rule>.toml`` has its pattern, meaning, a fault and its clean twin."""
