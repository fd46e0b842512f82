// Reads arguments and tells results of one method, by reflection. One process makes all calls.
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeSet;

public final class AssayCalls {
    private static OutputStream report;

    public static void main(String[] given) throws Exception {
        report = new FileOutputStream(java.io.FileDescriptor.out);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.setOut(new java.io.PrintStream(OutputStream.nullOutputStream()));
        StringTokenizer head = new StringTokenizer(lines.readLine());
        double seconds = Double.parseDouble(head.nextToken());
        Method method = find(given[0], given[1], Integer.parseInt(given[2]));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String asked = line;
            String[] told = new String[1];
            Thread thread = new Thread(null, () -> told[0] = call(method, new StringTokenizer(asked)), "call", 1 << 26);
            thread.setDaemon(true);
            thread.start();
            thread.join((long) (4000 * seconds));
            if (told[0] == null) {
                say("{\"ended\":\"timed out\"}");
                Runtime.getRuntime().halt(0);
            }
            say(told[0]);
        }
        Runtime.getRuntime().halt(0);
    }

    private static Method find(String type, String name, int count) throws Exception {
        for (Method one : Class.forName(type).getDeclaredMethods())
            if (one.getName().equals(name) && one.getParameterCount() == count) {
                one.setAccessible(true);
                return one;
            }
        throw new NoSuchMethodException(type + "." + name);
    }

    private static String call(Method method, StringTokenizer words) {
        try {
            Type[] types = method.getGenericParameterTypes();
            Object[] arguments = new Object[types.length];
            List<String> before = new ArrayList<>();
            for (int at = 0; at < types.length; at++) {
                arguments[at] = take(types[at], words);
                before.add(tell(arguments[at], 0));
            }
            Object target = null;
            if (!Modifier.isStatic(method.getModifiers())) {
                var made = method.getDeclaringClass().getDeclaredConstructor();
                made.setAccessible(true);
                target = made.newInstance();
            }
            Object value = method.invoke(target, arguments);
            List<String> after = new ArrayList<>();
            for (Object one : arguments) after.add(tell(one, 0));
            String changed = before.equals(after) ? "" : ",\"changed\":[" + String.join(",", after) + "]";
            return "{\"ended\":\"returned\",\"value\":" + tell(value, 0) + changed + "}";
        } catch (InvocationTargetException error) {
            return raised(error.getCause());
        } catch (Throwable error) {
            return raised(error);
        }
    }

    private static String raised(Throwable error) {
        String message = String.valueOf(error.getMessage());
        String shown = message.substring(0, Math.min(300, message.length()));
        return "{\"ended\":\"raised\",\"error\":" + quoted(error.getClass().getSimpleName()) + ",\"message\":"
                + quoted(shown) + "}";
    }

    private static Object take(Type type, StringTokenizer words) {
        if (type instanceof ParameterizedType generic) {
            Type[] parts = generic.getActualTypeArguments();
            Class<?> raw = (Class<?>) generic.getRawType();
            int count = Integer.parseInt(words.nextToken());
            if (Map.class.isAssignableFrom(raw)) {
                Map<Object, Object> map = new LinkedHashMap<>();
                for (; count > 0; count--) map.put(take(parts[0], words), take(parts[1], words));
                return map;
            }
            Collection<Object> all = Set.class.isAssignableFrom(raw) ? new LinkedHashSet<>() : new ArrayList<>();
            for (; count > 0; count--) all.add(take(parts[0], words));
            return all;
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isArray()) {
            int count = Integer.parseInt(words.nextToken());
            Object all = Array.newInstance(plain.getComponentType(), count);
            for (int at = 0; at < count; at++) Array.set(all, at, take(plain.getComponentType(), words));
            return all;
        }
        String word = words.nextToken();
        switch (plain.getSimpleName()) {
            case "int": case "Integer": return (int) Long.parseLong(word);
            case "long": case "Long": return Long.parseLong(word);
            case "short": case "Short": return (short) Long.parseLong(word);
            case "double": case "Double": return real(word);
            case "float": case "Float": return (float) real(word);
            case "boolean": case "Boolean": return word.equals("1");
            case "char": case "Character": return text(word).isEmpty() ? 'a' : text(word).charAt(0);
            default: return text(word);
        }
    }

    private static double real(String word) {
        return word.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(word);
    }

    private static String text(String word) {
        byte[] bytes = new byte[(word.length() - 1) / 2];
        for (int at = 0; at < bytes.length; at++)
            bytes[at] = (byte) Integer.parseInt(word.substring(1 + 2 * at, 3 + 2 * at), 16);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String tell(Object value, int depth) {
        if (value == null) return "[\"n\"]";
        if (depth > 40) return "[\"x\"]";
        if (value instanceof Boolean) return "[\"b\"," + value + "]";
        if (value instanceof Float one) return "[\"f\"," + quoted(number(String.format("%.6g", one), one)) + "]";
        if (value instanceof Double one) return "[\"f\"," + quoted(number(one.toString(), one)) + "]";
        if (value instanceof Number) return "[\"i\"," + quoted(value.toString()) + "]";
        if (value instanceof Character || value instanceof CharSequence)
            return "[\"s\"," + quoted(value.toString()) + "]";
        if (value instanceof Optional<?> maybe) return tell(maybe.orElse(null), depth + 1);
        if (value instanceof Map<?, ?> map) {
            List<String> pairs = new ArrayList<>();
            map.forEach((key, part) -> pairs.add("[" + tell(key, depth + 1) + "," + tell(part, depth + 1) + "]"));
            return "[\"d\",[" + String.join(",", pairs) + "]]";
        }
        if (value instanceof Set<?> set) {
            TreeSet<String> parts = new TreeSet<>();
            for (Object one : set) parts.add(tell(one, depth + 1));
            return "[\"S\",[" + String.join(",", parts) + "]]";
        }
        if (value instanceof Iterable<?> all) {
            List<String> parts = new ArrayList<>();
            for (Object one : all) parts.add(tell(one, depth + 1));
            return "[\"l\",[" + String.join(",", parts) + "]]";
        }
        if (value.getClass().isArray()) {
            List<String> parts = new ArrayList<>();
            for (int at = 0; at < Array.getLength(value); at++) parts.add(tell(Array.get(value, at), depth + 1));
            return "[\"l\",[" + String.join(",", parts) + "]]";
        }
        String printed = value.toString().replaceAll("@[0-9a-f]+", "");
        return "[\"o\"," + quoted(value.getClass().getSimpleName()) + "," + quoted(printed) + "]";
    }

    private static String number(String plain, double value) {
        if (Double.isNaN(value)) return "nan";
        if (Double.isInfinite(value)) return value > 0 ? "inf" : "-inf";
        return plain;
    }

    private static String quoted(String text) {
        StringBuilder result = new StringBuilder("\"");
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == '"' || letter == '\\') result.append('\\').append(letter);
            else if (letter < 0x20 || letter >= 0x7f) result.append(String.format("\\u%04x", (int) letter));
            else result.append(letter);
        }
        return result.append('"').toString();
    }

    private static void say(String line) throws Exception {
        report.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        report.flush();
    }
}
