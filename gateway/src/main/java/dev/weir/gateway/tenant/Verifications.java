package dev.weir.gateway.tenant;

import dev.weir.gateway.status.CredentialsStatus;

/**
 * What a gateway verifies off its event loops. Passwords, which take long by intention, are kept
 * apart from tokens, so that whoever guesses passwords does not keep tokens waiting.
 */
public final class Verifications implements AutoCloseable {
  private static final int PASSWORDS = 64;
  private static final int PASSWORDS_OF_ONE_NAME = 16;
  private static final int TOKENS = 1024;

  private final Verification passwords =
      new Verification("weir-passwords", PASSWORDS, PASSWORDS_OF_ONE_NAME);
  private final Verification tokens = new Verification("weir-tokens", TOKENS, TOKENS);

  Verification passwords() {
    return passwords;
  }

  Verification tokens() {
    return tokens;
  }

  /** How often, with what result. */
  public CredentialsStatus status() {
    return passwords.status().plus(tokens.status());
  }

  @Override
  public void close() {
    passwords.close();
    tokens.close();
  }
}
