package org.pukar.cluster;

import org.pukar.cluster.command.ClusterCommand;

/** {@code ./pukar cluster}, and the entry of the job's jar. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int code = ClusterCommand.run(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }
}
