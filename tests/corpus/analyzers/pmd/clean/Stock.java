import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

public final class Stock {
    private static final Stock INSTANCE = new Stock();
    private final AtomicInteger left = new AtomicInteger();
    private final String name = "stock";

    static Stock get() {
        return INSTANCE;
    }

    boolean same(String one, String other) {
        return Objects.equals(one, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Stock && ((Stock) other).name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    BigDecimal tenth() {
        return new BigDecimal("0.1");
    }

    int take() {
        return left.decrementAndGet();
    }

    int first(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            return in.read();
        }
    }

    Thread later(Runnable work) {
        Thread worker = new Thread(work);
        worker.start();
        return worker;
    }

    String day(LocalDate date) {
        return DateTimeFormatter.ISO_LOCAL_DATE.format(date);
    }

    List<String> names() {
        return List.of(name);
    }
}
