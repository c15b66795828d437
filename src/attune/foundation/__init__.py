"""What every context stands on: tenancy, policies, authorization, jobs, encryption, the clock."""
