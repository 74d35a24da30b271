# Makes a container's root directory, and starts its program there. Runs in mount, process, IPC and host name namespaces
# of its own, so that all of it goes with the program.
#
#   $1 folder to build it in   $2 unpacked image   $3 host name   $4 user   $5 group   $6 working directory
#   $7 "ro" for a root directory that cannot be written to
#   then three words for each mount: kind, source, target; "--"; the program and its arguments
set -eu
building=$1 image=$2 name=$3 user=$4 group=$5 directory=$6 access=$7
shift 7
path=$PATH
PATH=/usr/sbin:/usr/bin:/sbin:/bin

# What the program writes stays in memory, is bounded, and is gone when it ends.
mount -t tmpfs -o mode=755,size=512m tmpfs "$building"
cd "$building"
mkdir image upper work root
mount --bind "$image" image
mount -t overlay -o lowerdir=image,upperdir=upper,workdir=work overlay root 2>/dev/null || cp -a image/. root/
echo "$name" >/proc/sys/kernel/hostname

while [ "$1" != -- ]; do
    kind=$1 source=$2 target=root$3
    shift 3
    case $kind in
    link) [ -e "$target" ] || [ -h "$target" ] || { mkdir -p "${target%/*}"; ln -s "$source" "$target"; } ;;
    tmpfs) mkdir -p "$target" && mount -t tmpfs -o "$source" tmpfs "$target" ;;
    proc) mkdir -p "$target" && mount -t proc -o nosuid,nodev,noexec proc "$target" ;;
    *)
        if [ -d "$source" ]; then
            mkdir -p "$target"
        else
            mkdir -p "${target%/*}"
            [ -e "$target" ] || : >"$target"
        fi
        mount --bind "$source" "$target"
        [ "$kind" != ro ] || mount -o remount,bind,ro "$target"
        ;;
    esac
done
shift
mkdir -p "root$directory"
[ "$access" != ro ] || mount -o remount,bind,ro root

# The rights that root has in a container elsewhere; anyone else has none.
PATH=$path
unset PWD OLDPWD
exec /usr/bin/setpriv --no-new-privs \
    --bounding-set=-all,+chown,+dac_override,+fowner,+fsetid,+kill,+setgid,+setuid,+setpcap,+net_bind_service,+sys_chroot \
    /usr/bin/unshare --root=root --wd="$directory" --setgid "$group" --setuid "$user" -- "$@"
