/** What happens inside the warehouse: tables, transactions, stored offsets, and how it fails. */
@NullMarked
package dev.tributary.connect.redshift.store;

import org.jspecify.annotations.NullMarked;
