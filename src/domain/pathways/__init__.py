"""Care pathways: plan templates that the county defines, and a person's plan made from one."""
