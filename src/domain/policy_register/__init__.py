"""The register of policies: which were published, from when on, and which were retired."""
