"""What leaves the site, worked out again by somebody who has nothing but the site's files."""
