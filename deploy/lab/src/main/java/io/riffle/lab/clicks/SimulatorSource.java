package io.riffle.lab.clicks;

import io.riffle.lab.simulate.Simulation;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Item;
import io.riffle.schema.UserProfile;
import io.riffle.schema.wire.ClickEventWire;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Clicks of simulated users, as protobuf; never ends. */
public final class SimulatorSource implements ClickSource {

    private final Simulation simulation;
    private final Supplier<ClickEvent> events;
    private final ClickEventWire wire = new ClickEventWire();

    /** Clicks of a world from its beginning. */
    public SimulatorSource(Simulation simulation) {
        this(simulation, simulation::next);
    }

    /**
     * @param events of the simulation, and what else there is
     */
    public SimulatorSource(Simulation simulation, Supplier<ClickEvent> events) {
        this.simulation = simulation;
        this.events = events;
    }

    @Override
    public String describe() {
        return String.format(
                Locale.ROOT,
                "simulator, %,d users, %,d items and %,d more to come",
                simulation.config().users(),
                simulation.config().items(),
                simulation.config().newItems());
    }

    @Override
    public OutgoingClick next() {
        ClickEvent click = events.get();
        return OutgoingClick.of(click, wire);
    }

    @Override
    public List<String> itemIds() {
        return simulation.items().stream().map(Item::itemId).toList();
    }

    @Override
    public List<Item> items() {
        return simulation.items().subList(0, simulation.config().items());
    }

    @Override
    public List<Item> laterItems() {
        List<Item> all = simulation.items();
        return all.subList(simulation.config().items(), all.size());
    }

    @Override
    public List<UserProfile> users() {
        return simulation.users();
    }

    @Override
    public void close() {}
}
