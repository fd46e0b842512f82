"""What pages need of accounts. Signing in and out are django-allauth's pages with our templates."""
