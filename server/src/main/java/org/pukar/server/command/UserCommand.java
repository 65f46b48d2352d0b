package org.pukar.server.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "user", description = "")
final class UserCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
