"""One file per migration; `rotation.store.migrate.KNOWN` lists them in their order."""
