/** Sources that others keep: ZooKeeper, etcd, Nacos, Kubernetes. */
@NullMarked
package dev.weir.discovery.source;

import org.jspecify.annotations.NullMarked;
