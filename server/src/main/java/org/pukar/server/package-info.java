/**
 * One machine: cameras on threads, PostgreSQL, the console. {@link org.pukar.server.Main} is where
 * it starts; each command has a class in {@code org.pukar.server.command}.
 */
package org.pukar.server;
