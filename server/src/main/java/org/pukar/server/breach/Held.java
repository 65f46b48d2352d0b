package org.pukar.server.breach;

/**
 * How much of what could be touched is there, counted by the database now. No name is among it.
 *
 * @param incidents of which there is a history: places, times, decisions
 * @param withPictures incidents with masked pictures that can be opened
 * @param requests calls for help of which words, a number, or a place are kept
 * @param numbers of those, with a number to call
 * @param accounts people who may sign in: name, hash of the password, role
 * @param entries of the log, which names who did what
 */
public record Held(
        long incidents,
        long withPictures,
        long requests,
        long numbers,
        long accounts,
        long entries) {}
