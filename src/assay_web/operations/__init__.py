"""What operators watch: jobs, workers, figures for a monitoring system."""
