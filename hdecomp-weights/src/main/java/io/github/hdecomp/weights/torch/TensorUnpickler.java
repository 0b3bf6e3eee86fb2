package io.github.hdecomp.weights.torch;

import io.github.hdecomp.model.MalformedWeightsException;
import io.github.hdecomp.weights.storage.FileStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pickle of tensors. Only the instructions that {@code torch.save} writes are obeyed, and only the names of
 * {@link Globals} mean something; everything else is refused by name. Nothing in the file is executed.
 *
 * <p>The library's own table of constructors is never looked at: it would build any class as a dictionary. Instructions with
 * a length are carried out here, since the length has to be compared with what is left of the file first, and so are those
 * that lose the order of a dictionary or copy a whole list to add to it.
 */
final class TensorUnpickler extends Unpickler {
    /** A checkpoint of a thousand tensors has about a hundred thousand instructions. */
    private static final int MOST_INSTRUCTIONS = 2_000_000;

    private static final int LONGEST_NAME = 1000;
    private static final int LONGEST_INTEGER = 64;

    /** What the library may do by itself. */
    private static final Set<Short> PLAIN = Set.of(
            Opcodes.PROTO,
            Opcodes.FRAME,
            Opcodes.MARK,
            Opcodes.STOP,
            Opcodes.NONE,
            Opcodes.NEWTRUE,
            Opcodes.NEWFALSE,
            Opcodes.BININT,
            Opcodes.BININT1,
            Opcodes.BININT2,
            Opcodes.BINFLOAT,
            Opcodes.LONG1,
            Opcodes.SHORT_BINSTRING,
            Opcodes.SHORT_BINUNICODE,
            Opcodes.EMPTY_TUPLE,
            Opcodes.TUPLE,
            Opcodes.TUPLE1,
            Opcodes.TUPLE2,
            Opcodes.TUPLE3,
            Opcodes.EMPTY_LIST,
            Opcodes.BINPUT,
            Opcodes.LONG_BINPUT,
            Opcodes.BINGET,
            Opcodes.LONG_BINGET,
            Opcodes.MEMOIZE,
            Opcodes.BINPERSID);

    private final FileStream in;
    private final Function<@Nullable Object, Object> persistent;
    private int instructions;

    private TensorUnpickler(FileStream in, Function<@Nullable Object, Object> persistent) {
        this.in = in;
        this.persistent = persistent;
    }

    /**
     * Reads one pickle.
     *
     * @param in stands on its first byte, afterwards on the first behind it
     * @param persistent what a persistent id means; throws {@link PickleException} if nothing
     */
    static @Nullable Object read(FileStream in, Function<@Nullable Object, Object> persistent) throws IOException {
        try {
            return new TensorUnpickler(in, persistent).load(in);
        } catch (MalformedWeightsException located) {
            throw located;
        } catch (PickleException | IOException broken) {
            throw in.file().malformed(in.position(), String.valueOf(broken.getMessage()));
        } catch (RuntimeException damaged) {
            // The library meets a stack that is empty or holds something else with whatever comes of it.
            throw in.file().malformed(in.position(), "the pickle does not fit together; the file is damaged");
        }
    }

    /** Reads one pickle in which no storages occur. */
    static @Nullable Object readPlain(FileStream in) throws IOException {
        return read(in, id -> {
            throw new PickleException("a persistent id, " + Pickled.describe(id) + ", where there may be none");
        });
    }

    @Override
    protected @Nullable Object dispatch(short key) throws IOException {
        if (++instructions > MOST_INSTRUCTIONS) {
            throw new PickleException(
                    "more than " + MOST_INSTRUCTIONS + " pickle instructions, far more than the tensors"
                            + " of a network need; save model.state_dict() alone");
        }
        if (PLAIN.contains(key)) {
            return super.dispatch(key);
        }
        switch (key) {
            case Opcodes.GLOBAL -> stack.add(global(line(), line()));
            case Opcodes.STACK_GLOBAL -> stackGlobal();
            case Opcodes.REDUCE, Opcodes.NEWOBJ -> call();
            case Opcodes.BUILD -> build();
            case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<>());
            case Opcodes.SETITEM -> setItem();
            case Opcodes.SETITEMS -> setItems();
            case Opcodes.APPEND -> append();
            case Opcodes.APPENDS -> appendAll();
            case Opcodes.BINUNICODE -> stack.add(string(StandardCharsets.UTF_8));
            case Opcodes.BINSTRING -> stack.add(string(StandardCharsets.ISO_8859_1));
            case Opcodes.LONG4 -> stack.add(longInteger());
            default ->
                throw new PickleException("pickle instruction 0x" + Integer.toHexString(key & 0xff)
                        + ", which torch.save does not write for tensors; save model.state_dict() alone");
        }
        return NO_RETURN_VALUE;
    }

    @Override
    protected Object persistentLoad(@Nullable Object id) {
        return persistent.apply(id);
    }

    private static Object global(String module, String name) {
        return Globals.find(module, name)
                .orElseThrow(
                        () -> new PickleException("the pickle names " + module + "." + name + ", which is refused: only"
                                + " tensors are read, and nothing is executed; load the file in PyTorch if you trust it and"
                                + " save model.state_dict() alone"));
    }

    private void stackGlobal() {
        Object name = stack.pop();
        Object module = stack.pop();
        stack.add(global(Pickled.string(module, "module"), Pickled.string(name, "name")));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() == LONGEST_NAME) {
                throw new PickleException("a name of more than " + line.length() + " characters without an end");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private void call() {
        Object arguments = stack.pop();
        Object function = stack.pop();
        if (!(function instanceof IObjectConstructor known) || !(arguments instanceof Object[] tuple)) {
            throw new PickleException("a call of " + Pickled.describe(function) + " with " + Pickled.describe(arguments)
                    + ", expected a function and a tuple");
        }
        stack.add(known.construct(tuple));
    }

    /** What is set on a dictionary after it is made are marks of PyTorch's own, such as versions. */
    private void build() {
        Object state = stack.pop();
        Object target = stack.peek();
        if (target instanceof PickledParameter parameter) {
            parameter.set(state);
        } else if (!(target instanceof Map)) {
            throw new PickleException("state is set on " + Pickled.describe(target));
        }
    }

    private void setItem() {
        Object value = stack.pop();
        Object name = Pickled.key(stack.pop());
        Pickled.dictionary(stack.peek(), "SETITEM").put(name, value);
    }

    private void setItems() {
        List<Object> items = stack.pop_all_since_marker();
        Map<Object, @Nullable Object> dictionary = Pickled.dictionary(stack.peek(), "SETITEMS");
        for (int i = 0; i < items.size(); i += 2) {
            dictionary.put(Pickled.key(items.get(i)), items.get(i + 1));
        }
    }

    private void append() {
        Object item = stack.pop();
        list().add(item);
    }

    private void appendAll() {
        List<Object> items = stack.pop_all_since_marker();
        list().addAll(items);
    }

    @SuppressWarnings("unchecked") // lists are made by EMPTY_LIST alone, of anything
    private List<Object> list() {
        if (stack.peek() instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw new PickleException("items are added to " + Pickled.describe(stack.peek()));
    }

    private String string(Charset charset) throws IOException {
        return new String(in.exactly(in.int32(ByteOrder.LITTLE_ENDIAN)), charset);
    }

    private Number longInteger() throws IOException {
        int length = in.int32(ByteOrder.LITTLE_ENDIAN);
        if (length < 0 || length > LONGEST_INTEGER) {
            throw new PickleException("a whole number of " + length + " bytes");
        }
        return PickleUtils.decode_long(in.exactly(length));
    }
}
