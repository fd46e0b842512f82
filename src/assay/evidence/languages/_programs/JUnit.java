package assay;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Arguments: a file, and classes. Runs their tests; a JSON line for each in the file, and one when all are over. */
final class JUnit implements TestExecutionListener {
  private static final int MOST = 1000;
  private int room = 100_000;
  private int wrong = 0;
  private final PrintWriter report;

  private JUnit(PrintWriter report) {
    this.report = report;
  }

  public static void main(String[] arguments) throws IOException {
    LauncherDiscoveryRequestBuilder asked = LauncherDiscoveryRequestBuilder.request();
    for (int at = 1; at < arguments.length; at++) {
      asked.selectors(DiscoverySelectors.selectClass(arguments[at]));
    }
    Path path = Path.of(arguments[0]);
    try (PrintWriter report = new PrintWriter(Files.newBufferedWriter(path, StandardCharsets.UTF_8))) {
      JUnit listener = new JUnit(report);
      LauncherFactory.create().execute(asked.build(), listener);
      report.println("{\"end\":true}");
      report.flush();
      System.exit(listener.wrong == 0 ? 0 : 1); // threads that tests left running are no reason to wait
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    write(test, true, true, "");
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    boolean passed = result.getStatus() == Status.SUCCESSFUL;
    boolean skipped = result.getStatus() == Status.ABORTED;
    if (!passed && !skipped) {
      wrong++;
    }
    if (test.isTest() || !passed) { // a class whose set-up failed has no tests to tell it
      write(test, passed || skipped, skipped, result.getThrowable().map(JUnit::trace).orElse(""));
    }
  }

  private void write(TestIdentifier test, boolean passed, boolean skipped, String message) {
    String told = message.substring(0, Math.min(message.length(), Math.min(MOST, room)));
    room -= told.length();
    report.printf(
        "{\"class\":%s,\"name\":%s,\"passed\":%s,\"skipped\":%s,\"message\":%s}%n",
        quoted(owner(test)), quoted(test.getLegacyReportingName()), passed, skipped, quoted(told));
    report.flush();
  }

  private static String owner(TestIdentifier test) {
    Optional<TestSource> source = test.getSource();
    if (source.isPresent() && source.get() instanceof MethodSource) {
      return ((MethodSource) source.get()).getClassName();
    }
    return source.isPresent() && source.get() instanceof ClassSource
        ? ((ClassSource) source.get()).getClassName()
        : "";
  }

  private static String trace(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static String quoted(String text) {
    StringBuilder found = new StringBuilder("\"");
    for (char one : text.toCharArray()) {
      if (one == '"' || one == '\\' || one < ' ' || one > '~') {
        found.append(String.format("\\u%04x", (int) one));
      } else {
        found.append(one);
      }
    }
    return found.append('"').toString();
  }
}
