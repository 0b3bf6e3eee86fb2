package io.github.hdecomp.examples;

import io.github.hdecomp.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class LibraryVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"hdecomp " + Version.current()};
    }
}
