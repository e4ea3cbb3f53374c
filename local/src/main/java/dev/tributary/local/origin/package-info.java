/** The pipelines that Tributary takes the place of, each with a source of its own on this machine. */
@NullMarked
package dev.tributary.local.origin;

import org.jspecify.annotations.NullMarked;
