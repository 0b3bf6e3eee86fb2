package io.github.hdecomp.benchmarks.process;

import io.github.hdecomp.model.Model;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import java.lang.reflect.Method;

/** How often a model of the ND4J backend allocated native memory. */
final class NativeAllocations {
    private NativeAllocations() {}

    static long of(Model model) {
        try {
            // The counter is no part of what users program against.
            Method memory = model.getClass().getDeclaredMethod("memory");
            memory.setAccessible(true);
            return ((NativeMemory) memory.invoke(model)).allocations();
        } catch (ReflectiveOperationException renamed) {
            throw new IllegalStateException(model.getClass() + " has no counter of native memory", renamed);
        }
    }
}
