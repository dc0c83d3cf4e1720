package io.riffle.cli.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Items and users of the {@link FakeGateway}: who clicked an item likes its category more, and is
 * not shown it again.
 */
final class FakeWorld {

    /** What must stay text: two that would run, one that turns the letters after it around. */
    static final List<String> HOSTILE =
            List.of(
                    "<script>document.title='broken'</script>",
                    "<img src=x onerror=\"document.title='broken'\">",
                    "back \u202e to front &amp; &lt;b&gt;");

    static final int ITEMS = 241;
    private static final int CATEGORIES = 6;
    private static final double LIKING = 40;
    private static final Pattern CONDITION =
            Pattern.compile("(not )?category in \\(([^)]*)\\)|age < .*");

    private final Map<String, Map<String, Double>> liking = new LinkedHashMap<>();
    private final boolean hostile;

    /** Items whose best are called what no page should run; or all of them decently. */
    FakeWorld(boolean hostile) {
        this.hostile = hostile;
    }

    /** A user clicked, or does not want, an item. */
    synchronized void act(String userId, String itemId, String action) {
        Map<String, Double> likes = liking.computeIfAbsent(userId, id -> new LinkedHashMap<>());
        likes.put(itemId, Double.NEGATIVE_INFINITY);
        likes.merge(category(itemId), action.equals("DISLIKE") ? -LIKING : LIKING, Double::sum);
    }

    /** Item ids, best first. */
    synchronized List<String> slate(String userId, int size, String where) {
        Map<String, Double> likes = liking.getOrDefault(userId, Map.of());
        return ids().stream()
                .filter(id -> satisfies(id, where))
                .filter(id -> likes.getOrDefault(id, 0.0) > Double.NEGATIVE_INFINITY)
                .sorted(
                        Comparator.comparingDouble(
                                id -> place(id) - likes.getOrDefault(category(id), 0.0)))
                .limit(size)
                .toList();
    }

    /** Items whose title or id has the text, of the category. */
    List<String> find(String query, String category) {
        String wanted = query.toLowerCase(Locale.ROOT);
        return ids().stream()
                .filter(id -> (id + title(id)).toLowerCase(Locale.ROOT).contains(wanted))
                .filter(id -> category.isEmpty() || category.equals(category(id)))
                .toList();
    }

    /** Why the condition is refused; null = it is not. */
    static @Nullable String refusal(String where) {
        if (where.isEmpty() || CONDITION.matcher(where).matches()) {
            return null;
        }
        return "The condition ("
                + where
                + ") of a request must be a sentence of its grammar.\n"
                + "Maybe a value is missing after character "
                + where.length()
                + ".";
    }

    static List<String> categories() {
        return IntStream.rangeClosed(1, CATEGORIES).mapToObj(c -> "category-" + c).toList();
    }

    static List<String> ids() {
        return IntStream.range(0, ITEMS).mapToObj(FakeWorld::id).toList();
    }

    static String id(int number) {
        return String.format(Locale.ROOT, "i%06d", number);
    }

    String title(String id) {
        int number = number(id);
        return hostile && number < HOSTILE.size()
                ? HOSTILE.get(number)
                : "Item " + number + " of " + category(id);
    }

    static String category(String id) {
        return "category-" + (1 + number(id) * 7 % 11 % CATEGORIES);
    }

    private static boolean satisfies(String id, String where) {
        Matcher condition = CONDITION.matcher(where);
        if (!condition.matches() || condition.group(2) == null) {
            return true;
        }
        List<String> named = new ArrayList<>(List.of(condition.group(2).split(", ?")));
        return named.contains(category(id)) == (condition.group(1) == null);
    }

    /** Among all, the most popular first; the hostile ones are. */
    private static double place(String id) {
        return number(id) < HOSTILE.size() ? number(id) - ITEMS : number(id) * 77 % ITEMS * .6;
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring(1));
    }
}
