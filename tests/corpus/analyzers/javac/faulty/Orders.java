import java.util.ArrayList;
import java.util.List;

@SuppressWarnings({"fallthrough", "rawtypes"})
public class Orders {
    int price(String kind) {
        int price = 0;
        switch (kind) {
            case "large":
                price = 10;
            case "small":
                price = 5;
                break;
            default:
                price = 1;
        }
        return price;
    }

    @SuppressWarnings("finally")
    int parse(String text) {
        try {
            return Integer.parseInt(text);
        } finally {
            return 0;
        }
    }

    List<String> names() {
        List raw = new ArrayList();
        return (List<String>) raw;
    }
}
