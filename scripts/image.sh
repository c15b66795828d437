#!/bin/sh
# Build the container image and look into it. Where there is nothing to build with it says so and ends well.
# IMAGE_FLAGS are handed to the builder, such as --network=host.
set -eu
cd "$(dirname "$0")/.."

builder=
for one in docker podman buildah; do
    if command -v "$one" >/dev/null 2>&1 && "$one" info >/dev/null 2>&1; then
        builder=$one
        break
    fi
done
if [ -z "$builder" ]; then
    echo "The image was not built: neither docker nor podman nor buildah works on this machine." >&2
    exit 0
fi

began=$(date +%s)
echo "Building the image with $builder"
# shellcheck disable=SC2086  (several flags are several words)
if ! "$builder" build ${IMAGE_FLAGS:-} --tag attune .; then
    echo "The image does not build: the last step above says why." >&2
    exit 1
fi
built=$(($(date +%s) - began))

if [ "$builder" = buildah ]; then
    container=$(buildah from attune)
    trap 'buildah rm "$container" >/dev/null' EXIT
    size=$(buildah images --format '{{.Size}}' attune)
    look="buildah run $container -- python -"
else
    size="$(($("$builder" image inspect --format '{{.Size}}' attune) / 1000000)) MB"
    look="$builder run --rm --interactive --read-only --tmpfs /tmp --volume /var/lib/attune/keys --volume /var/lib/attune/audit --cap-drop ALL --network none --entrypoint python attune -"
fi
if ! $look <scripts/look_into_image.py; then
    echo "The image was built, and is not as it should be." >&2
    exit 1
fi
echo "The image is as it should be: $size, built in $built s."
