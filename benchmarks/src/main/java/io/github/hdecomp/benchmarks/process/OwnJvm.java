package io.github.hdecomp.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a program in a JVM of its own, with this one's class path. */
final class OwnJvm {
    private OwnJvm() {}

    /**
     * What a program said.
     *
     * @param lines its output
     * @param millis how long it took from the start of the process to the first line
     */
    record Answer(List<String> lines, double millis) {}

    static Answer run(Class<?> program, String... jvmArguments) throws IOException {
        return run(program, List.of(), jvmArguments);
    }

    static Answer run(Class<?> program, List<String> arguments, String... jvmArguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmArguments));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // What the allocator is told for a peer's sake would change how much memory is resident.
        builder.environment().keySet().removeIf(name -> name.startsWith("MALLOC_"));
        long start = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader output = process.inputReader()) {
            List<String> lines = new ArrayList<>();
            String first = output.readLine();
            double millis = (System.nanoTime() - start) / 1e6;
            if (first != null) {
                lines.add(first);
            }
            output.lines().forEach(lines::add);
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(program.getName() + " ended with status " + status + ": " + lines);
            }
            return new Answer(lines, millis);
        } catch (InterruptedException stopped) {
            process.destroy();
            throw new IOException(stopped);
        }
    }
}
