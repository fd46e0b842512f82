"""Addresses of accounts made so far were vouched for: by an operator, or by an invitation."""

from django.db import migrations


def vouch(apps, schema_editor):
    user, address = apps.get_model("accounts", "User"), apps.get_model("account", "EmailAddress")
    for one in user.objects.filter(emailaddress=None).iterator():
        address.objects.create(user=one, email=one.email, verified=True, primary=True)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_profile'),
        ('account', '0009_emailaddress_unique_primary_email'),
    ]

    operations = [migrations.RunPython(vouch, migrations.RunPython.noop)]
