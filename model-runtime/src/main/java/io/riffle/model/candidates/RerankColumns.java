package io.riffle.model.candidates;

import java.util.List;

/**
 * What the reranker reads about items and users: the part of its configuration that comes from the
 * data.
 *
 * @param itemRows source of the item row
 * @param rowWidth width of the item row; the backbone's width when the rows are the backbone's
 * @param categories category names with a row of their own
 * @param itemCategories most categories read of one item
 * @param categoryWidth width of a category's row
 * @param profile columns of the user profile
 * @param profileWidth width of a profile value's row
 * @param features names of the caller's columns per candidate
 * @param historyEvents newest history events pooled into the user vector
 * @param timeOfDay whether the time of the day at which the list is asked for is read
 * @param scales usual deviation, around a list's mean, of the first stage's score and of each of
 *     the caller's columns; empty when every list is standardised by itself
 */
public record RerankColumns(
        ItemRows itemRows,
        int rowWidth,
        List<String> categories,
        int itemCategories,
        int categoryWidth,
        List<ProfileColumn> profile,
        int profileWidth,
        List<String> features,
        int historyEvents,
        boolean timeOfDay,
        List<Float> scales) {

    /** Columns the runtime computes for every candidate, before the caller's. */
    static final int OWN_FEATURES = 6;

    /** Columns about the user's history beside what it holds. */
    static final int HISTORY_FEATURES = 2;

    /** Copies the lists and checks that they fit each other. */
    public RerankColumns {
        categories = List.copyOf(categories);
        profile = List.copyOf(profile);
        features = List.copyOf(features);
        scales = List.copyOf(scales);
        PsadRules.within("row_width", rowWidth, itemRows == ItemRows.NONE ? 0 : 1, 4096);
        PsadRules.within("item_categories", itemCategories, 1, 16);
        PsadRules.within("category_width", categoryWidth, 1, 1024);
        PsadRules.within("profile_width", profileWidth, 1, 1024);
        PsadRules.within("history_events", historyEvents, 1, 1024);
        if (!scales.isEmpty()) {
            PsadRules.within("scales", scales.size(), features.size() + 1, features.size() + 1);
        }
    }

    /** Columns with the time of the day, of which every list is standardised by itself. */
    public RerankColumns(
            ItemRows itemRows,
            int rowWidth,
            List<String> categories,
            int itemCategories,
            int categoryWidth,
            List<ProfileColumn> profile,
            int profileWidth,
            List<String> features,
            int historyEvents) {
        this(
                itemRows,
                rowWidth,
                categories,
                itemCategories,
                categoryWidth,
                profile,
                profileWidth,
                features,
                historyEvents,
                true,
                List.of());
    }

    /** The same columns, scaled alike in all lists. */
    public RerankColumns withScales(List<Float> deviations) {
        return with(timeOfDay, deviations);
    }

    /** The same columns with or without the time of the day. */
    public RerankColumns withTimeOfDay(boolean on) {
        return with(on, scales);
    }

    private RerankColumns with(boolean timed, List<Float> deviations) {
        return new RerankColumns(
                itemRows,
                rowWidth,
                categories,
                itemCategories,
                categoryWidth,
                profile,
                profileWidth,
                features,
                historyEvents,
                timed,
                deviations);
    }

    /** Rows of the category table: padding, none, unlisted, then the listed ones. */
    public int categoryRows() {
        return categories.size() + 3;
    }

    /**
     * A category row as an artifact holds it.
     *
     * @throws IllegalArgumentException when the category table has no such row
     */
    public int checkCategoryRow(float row) {
        if (!(row >= 0 && row < categoryRows())) {
            throw new IllegalArgumentException(
                    "The category row ("
                            + row
                            + ") of the reranker must be below "
                            + categoryRows()
                            + ".");
        }
        return (int) row;
    }

    /** Rows of the profile table, all columns one after another. */
    public int profileRows() {
        return profile.stream().mapToInt(ProfileColumn::rows).sum();
    }

    /** Width of the part of an item that does not depend on the list it is in. */
    public int itemWidth() {
        return (itemRows == ItemRows.NONE ? 0 : rowWidth) + categoryWidth;
    }

    /**
     * Deviation that a column is divided by; 0 for each list's own.
     *
     * @param column 0 for the first stage's score, then the caller's
     */
    float scale(int column) {
        return scales.isEmpty() ? 0 : scales.get(column);
    }

    /** Columns about user and request beside profile and pooled history. */
    public int requestWidth() {
        return HISTORY_FEATURES + (timeOfDay ? 2 : 0);
    }

    /** Dense columns per candidate. */
    public int denseWidth() {
        return OWN_FEATURES + features.size();
    }
}
