package io.github.hdecomp.image;

/** Which colours the channels of a network's input hold. */
public enum ChannelOrder {
    /** Red, green, blue. */
    RGB(3),

    /** Blue, green, red: the order of OpenCV, and so of networks trained with Caffe. */
    BGR(3),

    /** One channel of luminance, 0.299 red + 0.587 green + 0.114 blue with Pillow's rounding. */
    GREY(1);

    private final int count;

    ChannelOrder(int count) {
        this.count = count;
    }

    /**
     * The number of channels.
     *
     * @return 3 or 1
     */
    public int count() {
        return count;
    }

    /** Which of red (0), green (1) and blue (2) a channel is; of grey pictures all three are equal. */
    int band(int channel) {
        return this == BGR ? 2 - channel : channel;
    }
}
