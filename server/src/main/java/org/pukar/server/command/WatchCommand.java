package org.pukar.server.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "watch", description = "")
final class WatchCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
