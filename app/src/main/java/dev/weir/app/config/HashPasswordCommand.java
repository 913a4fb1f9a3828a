package dev.weir.app.config;

import dev.weir.gateway.settings.PasswordHash;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir hash-password}: makes of a password what a configuration keeps in its place. */
@Command(
    name = "hash-password",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the hash of a password, for tenants' users in a configuration.",
      "The password is asked for, or is the first line of standard input."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the hash is printed", "1:there was no password"},
    footerHeading = "%nExamples:%n",
    footer = {"  weir hash-password", "  weir hash-password < password.txt"})
public final class HashPasswordCommand implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int NO_PASSWORD = 1;
  private static final int SALT_BYTES = 16;

  @Spec private CommandSpec spec = CommandSpec.create();
  private final InputStream in;

  public HashPasswordCommand() {
    this(System.in);
  }

  HashPasswordCommand(InputStream in) {
    this.in = in;
  }

  /** Prints the hash to standard output. */
  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    String password = password();
    if (password == null || password.isEmpty()) {
      spec.commandLine().getErr().println("weir hash-password: no password was given");
      return NO_PASSWORD;
    }
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    out.println(PasswordHash.of(password, PasswordHash.ITERATIONS, salt).written());
    return DONE;
  }

  @SuppressWarnings("SystemConsoleNull") // Where there is no terminal, it is null again since 25.
  private @Nullable String password() throws IOException {
    Console console = System.console();
    if (console != null && console.isTerminal()) {
      char[] typed = console.readPassword("Password: ");
      return typed == null ? null : new String(typed);
    }
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
  }
}
