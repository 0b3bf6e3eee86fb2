package io.github.hdecomp.image;

import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a picture becomes a network's input: resize, cut out the centre, then per channel (sample / divisor - mean) /
 * deviation in float32. Resizes equal Pillow's bit for bit, and the whole torchvision's on Pillow pictures.
 *
 * @param resize what comes before the crop
 * @param height rows of the input
 * @param width columns of the input
 * @param channels which colours, in which order
 * @param divisor what samples of 0 to 255 are divided by: 255 for values from 0 to 1
 * @param mean one number per channel of the input, in its order
 * @param deviation likewise, none of them 0
 */
public record Preprocessing(
        Resize resize,
        int height,
        int width,
        ChannelOrder channels,
        float divisor,
        List<Float> mean,
        List<Float> deviation) {

    /**
     * Checks the ranges and keeps copies of the lists.
     *
     * @param resize see above
     * @param height see above
     * @param width see above
     * @param channels see above
     * @param divisor see above
     * @param mean see above
     * @param deviation see above
     */
    public Preprocessing {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "preprocessing: crop to " + height + "x" + width + ", expected at least one pixel");
        }
        if (!(divisor > 0) || Float.isInfinite(divisor)) {
            throw new IllegalArgumentException("preprocessing: divisor " + divisor + ", expected a positive number");
        }
        if (mean.size() != channels.count()
                || deviation.size() != channels.count()
                || deviation.contains(0f)
                || deviation.contains(-0f)) {
            throw new IllegalArgumentException("preprocessing: mean " + mean + " and deviation " + deviation
                    + ", expected " + channels.count() + " numbers each for " + channels + " and no deviation of 0");
        }
    }

    /**
     * That of the networks trained on ImageNet by torchvision: resize to 256, crop to 224.
     *
     * @return the preprocessing
     */
    public static Preprocessing imageNet() {
        return imageNet(new Resize.ShorterSide(256, Interpolation.BILINEAR), 224, 224);
    }

    /**
     * ImageNet's mean and deviation, as in PyTorch and Keras' mode {@code torch}.
     *
     * @param resize what comes before the crop
     * @param height rows of the input
     * @param width columns of the input
     * @return the preprocessing
     */
    public static Preprocessing imageNet(Resize resize, int height, int width) {
        return new Preprocessing(
                resize,
                height,
                width,
                ChannelOrder.RGB,
                255f,
                List.of(0.485f, 0.456f, 0.406f),
                List.of(0.229f, 0.224f, 0.225f));
    }

    /**
     * That of networks trained with Caffe, also Keras' mode {@code caffe}: squashed to the input's size, blue, green and red
     * from 0 to 255 less ImageNet's mean colour.
     *
     * @param interpolation of the resize
     * @param height rows of the input
     * @param width columns of the input
     * @return the preprocessing
     */
    public static Preprocessing caffe(Interpolation interpolation, int height, int width) {
        return new Preprocessing(
                new Resize.Squash(interpolation),
                height,
                width,
                ChannelOrder.BGR,
                1f,
                List.of(103.939f, 116.779f, 123.68f),
                List.of(1f, 1f, 1f));
    }

    /**
     * Keras' mode {@code tf}: squashed to the input's size, red, green and blue from -1 to 1.
     *
     * @param interpolation of the resize
     * @param height rows of the input
     * @param width columns of the input
     * @return the preprocessing
     */
    public static Preprocessing symmetric(Interpolation interpolation, int height, int width) {
        return new Preprocessing(
                new Resize.Squash(interpolation),
                height,
                width,
                ChannelOrder.RGB,
                127.5f,
                List.of(1f, 1f, 1f),
                List.of(1f, 1f, 1f));
    }

    /**
     * Values from 0 to 1 of the centre of a picture whose shorter side is resized to the input's.
     *
     * @param height rows of the input
     * @param width columns of the input
     * @return the preprocessing
     */
    public static Preprocessing unit(int height, int width) {
        return unit(ChannelOrder.RGB, height, width);
    }

    /**
     * Values from 0 to 1 of the centre of a picture whose shorter side is resized to the input's.
     *
     * @param channels which colours
     * @param height rows of the input
     * @param width columns of the input
     * @return the preprocessing
     */
    public static Preprocessing unit(ChannelOrder channels, int height, int width) {
        return new Preprocessing(
                new Resize.ShorterSide(Math.min(height, width), Interpolation.BILINEAR),
                height,
                width,
                channels,
                255f,
                Collections.nCopies(channels.count(), 0f),
                Collections.nCopies(channels.count(), 1f));
    }

    /**
     * The same for another input size; the resize keeps its proportion to the crop.
     *
     * @param rows of the input
     * @param columns of the input
     * @return the preprocessing
     */
    public Preprocessing withSize(int rows, int columns) {
        float factor = (float) Math.min(rows, columns) / Math.min(height, width);
        return new Preprocessing(resize.scaled(factor), rows, columns, channels, divisor, mean, deviation);
    }

    /**
     * The same for pictures that already have the input's size: what {@link #normalize} does.
     *
     * @return the preprocessing without a resize
     */
    public Preprocessing withoutResize() {
        return new Preprocessing(new Resize.None(), height, width, channels, divisor, mean, deviation);
    }

    /**
     * The input of a picture.
     *
     * @param image any picture; alpha is ignored, grey becomes three equal channels
     * @return shape (channels, height, width)
     */
    public Tensor apply(BufferedImage image) {
        byte[] samples = samples(image);
        Extent size = new Extent(image.getHeight(), image.getWidth());
        Extent target = resize.target(size, new Extent(height, width));
        if (!target.equals(size)) {
            Images.checkPixels("picture after the resize", target.height(), target.width());
        }
        byte[] resized = Resampler.resize(samples, size, target, resize.interpolation());
        return normalized(
                resized,
                target.height(),
                target.width(),
                centre(target.height(), height),
                centre(target.width(), width));
    }

    /**
     * The part of a picture that becomes the input, in the picture's own pixels. It reaches beyond the picture where the input
     * is padded.
     *
     * @param picture the picture's size
     * @return a region of at least one pixel, its borders rounded to whole pixels
     */
    public Region view(Extent picture) {
        Extent target = resize.target(picture, new Extent(height, width));
        double rows = (double) picture.height() / target.height();
        double columns = (double) picture.width() / target.width();
        int top = centre(target.height(), height);
        int left = centre(target.width(), width);
        int y = (int) Math.round(top * rows);
        int x = (int) Math.round(left * columns);
        int bottom = (int) Math.round((top + height) * rows);
        int right = (int) Math.round((left + width) * columns);
        return new Region(y, x, Math.max(1, bottom - y), Math.max(1, right - x));
    }

    private byte[] samples(BufferedImage image) {
        byte[] samples = Images.rgbSamples(image);
        return channels == ChannelOrder.GREY ? Images.luminance(samples) : samples;
    }

    /**
     * The input of a picture that already has the input's size: only normalised.
     *
     * @param image a picture of height times width
     * @return shape (channels, height, width)
     * @throws IllegalArgumentException if the picture has another size
     */
    public Tensor normalize(BufferedImage image) {
        if (image.getHeight() != height || image.getWidth() != width) {
            throw new IllegalArgumentException("picture: it is " + image.getWidth() + "x" + image.getHeight()
                    + " pixels, but an input without resizing has to be " + width + "x" + height
                    + "; let it be resized, or scale it first");
        }
        return normalized(samples(image), height, width, 0, 0);
    }

    /**
     * The least value that an input can have.
     *
     * @return one number per channel
     */
    public List<Float> least() {
        return bounds(false);
    }

    /**
     * The greatest value that an input can have.
     *
     * @return one number per channel
     */
    public List<Float> greatest() {
        return bounds(true);
    }

    private List<Float> bounds(boolean greatest) {
        List<Float> bounds = new ArrayList<>();
        for (int channel = 0; channel < channels.count(); channel++) {
            float black = (0 - mean.get(channel)) / deviation.get(channel);
            float white = (255 / divisor - mean.get(channel)) / deviation.get(channel);
            bounds.add(greatest ? Math.max(black, white) : Math.min(black, white));
        }
        return bounds;
    }

    /** Where a crop of {@code to} starts in {@code from} pixels: Python's rounding, half to even; negative pads. */
    private static int centre(int from, int to) {
        return from >= to ? (int) Math.rint((from - to) / 2.0) : -((to - from) / 2);
    }

    private Tensor normalized(byte[] samples, int h, int w, int top, int left) {
        float[] values = new float[channels.count() * height * width];
        for (int channel = 0, at = 0; channel < channels.count(); channel++) {
            int band = channels.band(channel);
            float channelMean = mean.get(channel);
            float channelDeviation = deviation.get(channel);
            for (int y = top; y < top + height; y++) {
                for (int x = left; x < left + width; x++, at++) {
                    boolean inside = y >= 0 && y < h && x >= 0 && x < w;
                    int sample = inside ? samples[(y * w + x) * 3 + band] & 0xff : 0;
                    values[at] = (sample / divisor - channelMean) / channelDeviation;
                }
            }
        }
        return Tensor.adopt(Shape.of(channels.count(), height, width), values);
    }
}
