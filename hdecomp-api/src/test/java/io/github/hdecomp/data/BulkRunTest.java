package io.github.hdecomp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.statistics.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkRunTest {
    private static final ImageSet IMAGES = new FakeImages(40);

    @TempDir
    private Path folder = Path.of("");

    /** What is found of a picture: numbers that text could spoil. */
    record Found(double third, float tenth, List<Double> undefined, Summary summary) {
        static Found of(int pixel) {
            return new Found(
                    pixel / 3.0, pixel / 10f, List.of(Double.NaN, 1e-300 * pixel), Summary.of(List.of(1.0 * pixel)));
        }
    }

    private static BulkRun.Results<Found> run(BulkRun run) throws IOException {
        return run.run(
                IMAGES, "test", Found.class, (index, entry, picture) -> Found.of(picture.getRGB(0, 0) & 0xffffff));
    }

    @Test
    void damagedPicturesAreCountedAndNamed() throws IOException {
        List<Integer> progress = new ArrayList<>();
        BulkRun.Results<Found> results = run(BulkRun.defaults().withThreads(3).withProgress((done, total) -> {
            assertThat(total).isEqualTo(40);
            progress.add(done);
        }));
        assertThat(results.failures())
                .extracting(BulkRun.Failure::reason)
                .containsExactly(
                        "picture 3: beschädigt",
                        "picture 13: beschädigt",
                        "picture 23: beschädigt",
                        "picture 33: beschädigt");
        assertThat(results.items()).hasSize(36).allSatisfy(item -> {
            assertThat(item.name()).isEqualTo("picture " + item.index());
            assertThat(item.value()).isEqualTo(Found.of(item.index()));
        });
        assertThat(results.items()).extracting(BulkRun.Item::index).isSorted();
        assertThat(progress).hasSize(40).isSorted().endsWith(40);
    }

    /** Cut off after any byte, even within a letter, which is what killing the process leaves. */
    @Test
    void goesOnFromWhateverIsLeftOfTheJournal() throws IOException {
        Path journal = folder.resolve("run.journal");
        BulkRun.Results<Found> whole = run(BulkRun.defaults().withJournal(journal));
        assertThat(whole).isEqualTo(run(BulkRun.defaults()));
        byte[] bytes = Files.readAllBytes(journal);
        for (int length = 0; length <= bytes.length; length += 7) {
            Files.write(journal, Arrays.copyOf(bytes, length));
            AtomicInteger worked = new AtomicInteger();
            BulkRun.Results<Found> resumed = BulkRun.defaults()
                    .withJournal(journal)
                    .withThreads(2)
                    .run(IMAGES, "test", Found.class, (index, entry, picture) -> {
                        worked.incrementAndGet();
                        return Found.of(picture.getRGB(0, 0) & 0xffffff);
                    });
            assertThat(resumed).isEqualTo(whole);
            assertThat(Files.readAllLines(journal)).hasSize(41);
            assertThat(worked.get()).isLessThanOrEqualTo(36 - (int) (36L * (length - 250) / bytes.length / 2));
        }
    }

    @Test
    void aCancelledRunKeepsItsJournal() throws IOException {
        Path journal = folder.resolve("run.journal");
        AtomicInteger asked = new AtomicInteger();
        BulkRun run = BulkRun.defaults().withJournal(journal);
        assertThatThrownBy(() -> run(run.withCancellation(() -> asked.incrementAndGet() > 10)))
                .isInstanceOf(CancellationException.class);
        assertThat(Files.readAllLines(journal)).hasSize(11);
        assertThat(run(run)).isEqualTo(run(BulkRun.defaults()));
    }

    @Test
    void theJournalOfAnotherRunIsRefused() throws IOException {
        Path journal = folder.resolve("run.journal");
        BulkRun run = BulkRun.defaults().withJournal(journal);
        run(run);
        assertThatThrownBy(() -> run.run(IMAGES, "other", Found.class, (index, entry, picture) -> Found.of(0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the journal of another run");
        Files.writeString(journal, Files.readString(journal).replaceFirst("\"value\":\\{", "\"value\":["));
        assertThatThrownBy(() -> run(run)).isInstanceOf(IOException.class).hasMessageContaining("line 2");
    }

    @Test
    void defectsEndTheRun() {
        BulkRun run = BulkRun.defaults().withThreads(4);
        assertThatThrownBy(() -> run.run(IMAGES, "test", Found.class, (index, entry, picture) -> {
                    throw new IllegalStateException("defect");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("defect");
    }

    @Test
    void aSetWithoutOneGoodPictureIsRefused() {
        assertThatThrownBy(() -> BulkRun.defaults().run(IMAGES, "test", Found.class, (index, entry, picture) -> {
                    throw new IllegalArgumentException("too wide");
                }))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("fake: none of its 40 pictures could be used; of picture 0: too wide");
    }
}
