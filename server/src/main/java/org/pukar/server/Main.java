package org.pukar.server;

import org.pukar.server.command.PukarCommand;

/** Where every command starts. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and exits with its code: 0 done, 1 failed with a message, 2 called wrongly.
     */
    public static void main(String[] arguments) {
        System.exit(PukarCommand.run(arguments));
    }
}
