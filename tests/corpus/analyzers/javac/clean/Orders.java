import java.util.ArrayList;
import java.util.List;

public final class Orders {
    int price(String kind) {
        return switch (kind) {
            case "large" -> 10;
            case "small" -> 5;
            default -> 1;
        };
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        names.add("a");
        return names;
    }
}
