package io.riffle.serving.conditions;

import io.riffle.schema.Item;
import io.riffle.schema.condition.Condition;
import io.riffle.schema.condition.Condition.Age;
import io.riffle.schema.condition.Condition.All;
import io.riffle.schema.condition.Condition.Any;
import io.riffle.schema.condition.Condition.Attribute;
import io.riffle.schema.condition.Condition.Category;
import io.riffle.schema.condition.Condition.Compared;
import io.riffle.schema.condition.Condition.Comparison;
import io.riffle.schema.condition.Condition.Items;
import io.riffle.schema.condition.Condition.Match;
import io.riffle.schema.condition.Condition.Not;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** A catalogue as a plain map, and what conditions mean, item by item: what an index must say. */
public final class Shop {
    public static final List<String> FILTERABLE =
            List.of("brand", "price", "in_stock", "valid_from", "valid_until");

    private static final long NOW = 1_000_000;

    private final Map<String, Item> items = new LinkedHashMap<>();

    /** A random entry for one of these items. */
    public static Item item(RandomGenerator random, String itemId) {
        List<String> categories = new ArrayList<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            categories.add("c" + random.nextInt(6));
        }
        Map<String, String> values = new TreeMap<>();
        put(values, random, "brand", "b" + random.nextInt(4));
        put(values, random, "price", Integer.toString(random.nextInt(40)));
        if (random.nextInt(4) == 0) {
            put(values, random, "in_stock", random.nextBoolean() ? "true" : "false");
            put(values, random, "valid_from", Long.toString(time(random)));
            put(values, random, "valid_until", Long.toString(time(random)));
        }
        values.put("colour", "red");
        return new Item(itemId, "", categories, random.nextInt(4) == 0 ? 0 : time(random), values);
    }

    private static void put(
            Map<String, String> values, RandomGenerator random, String name, String value) {
        if (random.nextInt(5) > 0) {
            values.put(name, value);
        }
    }

    /** A time around which things happen, epoch ms. */
    public static long time(RandomGenerator random) {
        return NOW + random.nextInt(200);
    }

    /** A random condition over such entries. */
    public static Condition condition(RandomGenerator random, int levels) {
        int kind = levels == 0 ? 3 + random.nextInt(5) : random.nextInt(8);
        return switch (kind) {
            case 0 ->
                    new All(List.of(condition(random, levels - 1), condition(random, levels - 1)));
            case 1 ->
                    new Any(List.of(condition(random, levels - 1), condition(random, levels - 1)));
            case 2 -> new Not(condition(random, levels - 1));
            case 3 ->
                    new Category(
                            List.of(Match.values()).get(random.nextInt(3)), some(random, "c", 7));
            case 4 -> new Attribute("brand", some(random, "b", 5));
            case 5 ->
                    new Compared(
                            random.nextInt(8) == 0 ? "weight" : "price",
                            List.of(Comparison.values()).get(random.nextInt(4)),
                            random.nextInt(40));
            case 6 -> new Items(some(random, "i", 60));
            default -> new Age(random.nextBoolean(), Duration.ofMillis(random.nextInt(200)));
        };
    }

    private static List<String> some(RandomGenerator random, String of, int bound) {
        List<String> some = new ArrayList<>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            some.add(of + random.nextInt(bound));
        }
        return some;
    }

    public void list(Item item) {
        items.put(item.itemId(), item);
    }

    public void withdraw(String itemId) {
        items.remove(itemId);
    }

    public Map<String, Item> items() {
        return items;
    }

    /** Whether an item is listed, shown at a time, and satisfies a condition. */
    public boolean satisfies(String itemId, Condition condition, long time) {
        Item item = items.get(itemId);
        return item != null && shown(item, time) && holds(item, condition, time);
    }

    private static boolean shown(Item item, long time) {
        Map<String, String> values = item.attributes();
        return !"false".equals(values.get("in_stock"))
                && Long.parseLong(values.getOrDefault("valid_from", "0")) <= time
                && Long.parseLong(values.getOrDefault("valid_until", "9999999999")) > time;
    }

    private static boolean holds(Item item, Condition condition, long time) {
        if (condition instanceof All all) {
            return all.parts().stream().allMatch(part -> holds(item, part, time));
        }
        if (condition instanceof Any any) {
            return any.parts().stream().anyMatch(part -> holds(item, part, time));
        }
        if (condition instanceof Not not) {
            return !holds(item, not.part(), time);
        }
        if (condition instanceof Category category) {
            long has = category.names().stream().filter(item.categories()::contains).count();
            return switch (category.match()) {
                case ANY -> has > 0;
                case NONE -> has == 0;
                case ALL -> has == category.names().size();
            };
        }
        if (condition instanceof Attribute attribute) {
            return attribute
                    .values()
                    .contains(item.attributes().getOrDefault(attribute.name(), "none"));
        }
        if (condition instanceof Compared compared) {
            String value = item.attributes().get(compared.attribute());
            return value != null && compares(compared, Double.parseDouble(value));
        }
        if (condition instanceof Items some) {
            return some.itemIds().contains(item.itemId());
        }
        Age age = (Age) condition;
        long old = time - item.createdTime();
        return item.createdTime() > 0
                && (age.below() ? old < age.than().toMillis() : old > age.than().toMillis());
    }

    private static boolean compares(Compared compared, double value) {
        return switch (compared.comparison()) {
            case LESS -> value < compared.bound();
            case AT_MOST -> value <= compared.bound();
            case GREATER -> value > compared.bound();
            case AT_LEAST -> value >= compared.bound();
        };
    }
}
