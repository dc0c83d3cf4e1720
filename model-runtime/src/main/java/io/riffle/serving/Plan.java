package io.riffle.serving;

import io.riffle.model.fuxi.Extension.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * What has to be computed for one user's queries on one window, given what their slot holds.
 *
 * <p>The last query sees the whole window. Every position before its newest event is settled, once;
 * each query adds an open row at the newest event it saw.
 */
final class Plan {
    /** New positions up to which extending is cheaper than encoding a window of any length. */
    static final int FEW = 16;

    private final List<Integer> places = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();

    /**
     * Plans of a bundle, in groups that may run together: a turn whose window hops inside the
     * bundle has one in each of several groups.
     */
    static List<List<Plan>> waves(List<Request> requests) {
        List<List<Plan>> waves = new ArrayList<>();
        Plan plan = new Plan();
        int wave = 0;
        for (int place = 0; place < requests.size(); place++) {
            Request request = requests.get(place);
            if (plan.requests.isEmpty() || !plan.shares(request)) {
                wave = !plan.requests.isEmpty() && plan.sameTurn(request) ? wave + 1 : 0;
                plan = new Plan();
                if (wave == waves.size()) {
                    waves.add(new ArrayList<>());
                }
                waves.get(wave).add(plan);
            }
            plan.add(place, request);
        }
        return waves;
    }

    /** One plan for each query. */
    List<Plan> apart() {
        List<Plan> apart = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            Plan single = new Plan();
            single.add(places.get(i), requests.get(i));
            apart.add(single);
        }
        return apart;
    }

    /**
     * Whether values may be cached: of the history that the user goes on with, when the window
     * holds no more than the backbone reads, for every query.
     */
    boolean cacheable() {
        return last().turn().current() && requests.stream().allMatch(Request::whole);
    }

    /** Places of the queries in the bundle. */
    List<Integer> places() {
        return places;
    }

    List<Request> requests() {
        return requests;
    }

    String userId() {
        return last().turn().userId();
    }

    /** The query that saw most. */
    Request last() {
        return requests.get(requests.size() - 1);
    }

    /** Whether positions were settled before these queries, so that a cache may hold them. */
    boolean hasSettled() {
        return last().length() > requests.size();
    }

    /** Whether encoding the whole window beats extending from {@code settled} positions. */
    boolean prefers(int settled) {
        return prefers(settled, last().length());
    }

    /** As above, for a window of so many known events. */
    static boolean prefers(int settled, int length) {
        int missing = length - 1 - settled;
        return missing > FEW && 4 * missing > length;
    }

    /** Settled positions of a slot that this window shares. */
    int valid(ValueCache.Slot slot) {
        return slot.valid(
                last().events(), last().query().windowStart(), last().query().endSequence());
    }

    /** Remembers in the slot that everything before the newest event is settled. */
    void settled(ValueCache.Slot slot, int before) {
        int positions = Math.max(before, last().length() - 1);
        slot.settle(last().events(), last().query().windowStart(), positions);
    }

    /**
     * Rows from {@code settled} on: those still to be settled, then an open one per query.
     *
     * @param queries how many of the queries, from the first
     */
    Row[] rows(int settled, int queries) {
        int[] items = last().rows();
        long[] seconds = last().seconds();
        int length = last().length();
        List<Row> rows = new ArrayList<>();
        for (int i = settled; i < length - 1; i++) {
            rows.add(new Row(items[i], i, seconds[i + 1], true));
        }
        for (Request request : requests.subList(0, queries)) {
            int newest = request.length() - 1;
            rows.add(new Row(items[newest], newest, request.querySeconds(), false));
        }
        return rows.toArray(new Row[0]);
    }

    private void add(int place, Request request) {
        places.add(place);
        requests.add(request);
    }

    // One KnownEvents is made for each turn.
    private boolean sameTurn(Request request) {
        return last().events() == request.events();
    }

    private boolean shares(Request request) {
        return sameTurn(request) && last().query().windowStart() == request.query().windowStart();
    }
}
