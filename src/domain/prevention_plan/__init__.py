"""The prevention plan stream: whom a year's plan is to reach in an area, and the activities held."""
