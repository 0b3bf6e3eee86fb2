package io.github.hdecomp.examples;

import io.github.hdecomp.text.FileErrors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command {@code hdecomp}. Exit codes: 0 done, 1 the input is wrong (one line on standard error says what), 2 the command
 * line is wrong, 3 a defect of HDecomp.
 */
@Command(
        name = "hdecomp",
        description = "Explains the decisions of convolutional networks by hierarchical decomposition.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AnalyzeCommand.class,
            AttributeCommand.class,
            CompareCommand.class,
            ExplainCommand.class,
            ExploreCommand.class,
            FailureStoryCommand.class,
            LayersCommand.class,
            PartsBenchmarkCommand.class,
            ScenesCommand.class,
            TrainDemoCommand.class
        })
public final class Main {
    private static final int WRONG_INPUT = 1;
    private static final int DEFECT = 3;

    private Main() {}

    /**
     * Runs a command and ends the JVM with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        Charset terminal = Charset.defaultCharset();
        System.exit(run(
                new PrintWriter(System.out, true, terminal), new PrintWriter(System.err, true, terminal), arguments));
    }

    /**
     * Runs a command.
     *
     * @param out receives what the command prints
     * @param err receives complaints
     * @param arguments the command line
     * @return the exit code
     */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setOut(out);
        commandLine.setErr(err);
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> complain(exception, err));
        return commandLine.execute(arguments);
    }

    private static int complain(Exception exception, PrintWriter err) {
        boolean mistake = exception instanceof IOException
                || exception instanceof UncheckedIOException
                || exception instanceof IllegalArgumentException
                || exception instanceof ArithmeticException;
        if (mistake) {
            Throwable cause = exception.getCause();
            Throwable thrown = exception instanceof UncheckedIOException && cause != null ? cause : exception;
            Throwable reason = thrown instanceof IOException file ? FileErrors.explained(file) : thrown;
            err.println("hdecomp: " + oneLine(Objects.requireNonNullElse(reason.getMessage(), reason.toString())));
            return WRONG_INPUT;
        }
        err.println("hdecomp: a defect of this program, please report it:");
        exception.printStackTrace(err);
        return DEFECT;
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s*\\R\\s*", " ");
    }
}
