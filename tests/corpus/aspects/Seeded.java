import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

class Seeded {
    boolean admin(String role) {
        return role == "admin";
    }

    ResultSet find(Statement statement, String name) throws SQLException {
        return statement.executeQuery("SELECT id FROM users WHERE name = '" + name + "'");
    }

    String first(String path) throws IOException {
        BufferedReader reader = new BufferedReader(new FileReader(path));
        String line = reader.readLine();
        reader.close();
        return line;
    }

    List<String> names() {
        List<String> names = new ArrayList();
        return names;
    }
}
