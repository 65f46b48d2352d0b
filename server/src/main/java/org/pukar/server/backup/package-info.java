/**
 * Copies of the database that bring back nothing which was erased. In: a database and its folder of
 * keys; out: a folder with dumps, one mirror of the keys and the list of what was erased, and from
 * that a data folder again. Start at {@link org.pukar.server.backup.Backup}. Next: {@code
 * org.pukar.server.export}.
 */
package org.pukar.server.backup;
