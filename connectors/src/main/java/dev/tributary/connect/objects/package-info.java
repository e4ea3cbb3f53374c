/** Files that our sources read, in a directory or in S3. */
@NullMarked
package dev.tributary.connect.objects;

import org.jspecify.annotations.NullMarked;
