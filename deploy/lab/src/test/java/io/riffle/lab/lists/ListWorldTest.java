package io.riffle.lab.lists;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What people of a world click: the fatigue of categories and brands, and the hour. */
class ListWorldTest {

    private static final ListConfig CONFIG = new ListConfig(200, 100, 6, 30, 20, 10, 1.0, 1.0, 8);

    @Test
    void sameCategoryNearbyCostsTiredUsersClicks() {
        ListWorld world = new ListSimulation(CONFIG, 4, 5).world();
        int[] run = new int[3];
        int found = 0;
        for (int i = 0; found < 3; i++) {
            if (world.categories(i).contains("category-0")) {
                run[found++] = i;
            }
        }
        ListPerson tired = tired(world);
        int apart = 0;
        while (world.categories(apart).contains("category-0")) {
            apart++;
        }
        int[] mixed = {run[0], apart, run[2]};
        assertThat(world.click(tired, 0, run, 2)).isLessThan(world.click(tired, 0, mixed, 2));
        assertThat(world.click(tired, 0, run, 0))
                .isEqualTo(1 / (1 + Math.exp(-world.affinity(tired, run[0]))));
    }

    private static ListPerson tired(ListWorld world) {
        int user = 0;
        while (!world.profile(user).containsValue("variety")) {
            user++;
        }
        return world.person(user);
    }

    @Test
    void brandsTireTheLessTheLongerAgoTheyWereShown() {
        ListWorld world = new ListSimulation(CONFIG.withKind(ListKind.BRANDS), 4, 5).world();
        int[] brand = new int[2];
        int[] others = new int[6];
        int found = 0;
        int apart = 0;
        for (int i = 0; found < 2 || apart < 6; i++) {
            if (world.categories(i).contains("brand-0")) {
                brand[Math.min(1, found++)] = i;
            } else if (apart < 6) {
                others[apart++] = i;
            }
        }
        ListPerson tired = tired(world);
        double last = 0;
        for (int gap = 1; gap < 6; gap++) {
            int[] order = others.clone();
            order[5 - gap] = brand[0];
            order[5] = brand[1];
            double clicks = world.click(tired, 0, order, 5);
            assertThat(clicks).as("shown %s slots before", gap).isGreaterThan(last);
            last = clicks;
        }
        int[] rested = others.clone();
        rested[5] = brand[1];
        assertThat(last).isLessThan(world.click(tired, 0, rested, 5));
    }

    @Test
    void whereItemsHaveBrandsTheHourSaysHowFarPeopleLook() {
        ListSimulation simulation = new ListSimulation(CONFIG.withKind(ListKind.BRANDS), 4, 5);
        ListWorld world = simulation.world();
        ListPerson user = world.person(0);
        long night = 3 * 3_600;
        long noon = 15 * 3_600;
        assertThat(world.examination(user, night, 0)).isEqualTo(1);
        assertThat(world.examination(user, night, 5))
                .isGreaterThan(world.examination(user, noon, 5));
        assertThat(world.items().get(7).categories())
                .hasSize(2)
                .anyMatch(name -> name.startsWith("brand-"));
        boolean[] hours = new boolean[24];
        for (int n = 0; n < 500; n++) {
            hours[(int) (simulation.next().sample().seconds() % 86_400 / 3_600)] = true;
        }
        assertThat(hours).doesNotContain(false);
    }
}
