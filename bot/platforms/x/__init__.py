"""X (Twitter): hearing, answering and watching within its rules and prices."""
