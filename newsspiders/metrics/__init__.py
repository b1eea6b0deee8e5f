"""Metrics for Prometheus: a file of each site's last run for node_exporter, and the run itself over HTTP."""
