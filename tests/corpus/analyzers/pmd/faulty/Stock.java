import java.io.FileInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.text.SimpleDateFormat;
import javax.crypto.spec.SecretKeySpec;

public class Stock {
    private static final SimpleDateFormat FORMAT = new SimpleDateFormat("yyyy-MM-dd");
    private static Stock instance;
    private int unused;

    static Stock get() {
        if (instance == null) {
            instance = new Stock();
        }
        return instance;
    }

    @SuppressWarnings("PMD")
    boolean same(String one, String other) {
        return one == other; // NOPMD
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Stock;
    }

    BigDecimal tenth() {
        return new BigDecimal(0.1);
    }

    int first(String path) throws IOException {
        FileInputStream in = new FileInputStream(path);
        int read = in.read();
        in.close();
        return read;
    }

    void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException error) {
        }
    }

    void later(Thread worker) {
        worker.run();
    }

    SecretKeySpec key() {
        return new SecretKeySpec("0123456789abcdef".getBytes(), "AES");
    }

    String day(java.util.Date date) {
        return FORMAT.format(date);
    }
}
