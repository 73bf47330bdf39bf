"""The code lists of the portal: needs, access features, kinds of activity, times, costs."""
