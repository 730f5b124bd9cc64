#!/bin/sh
# Looks from inside the pod whether the in-house registry is reached by its name.
url=http://docker-registry.hideichi.as.a.service.com/v2/_catalog
if curl --silent --show-error --fail --max-time 5 "$url"; then
  echo "reached $url"
else
  echo "could not reach $url: curl ended with $?"
  exit 1
fi
