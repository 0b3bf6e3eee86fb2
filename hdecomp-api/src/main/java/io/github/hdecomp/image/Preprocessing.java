package io.github.hdecomp.image;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * How a picture becomes a network's input: resize the shorter side, cut out the centre, scale to 0 … 1, subtract a mean and
 * divide by a deviation per channel. Equal to torchvision's on Pillow pictures: the resize bit for bit, the rest in
 * float32.
 *
 * @param shorterSide pixels of the shorter side after the resize, or 0 not to resize
 * @param height rows of the input
 * @param width columns of the input
 * @param mean one number for each of red, green and blue, on the scale 0 … 1
 * @param deviation likewise, none of them 0
 */
public record Preprocessing(int shorterSide, int height, int width, List<Float> mean, List<Float> deviation) {

    /**
     * Checks the ranges and keeps copies of the lists.
     *
     * @param shorterSide see above
     * @param height see above
     * @param width see above
     * @param mean see above
     * @param deviation see above
     */
    public Preprocessing {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (shorterSide < 0 || height < 1 || width < 1) {
            throw new IllegalArgumentException("preprocessing: resize to " + shorterSide + " and crop to " + height
                    + "x" + width + ": the first must not be negative, the others at least 1");
        }
        if (mean.size() != 3 || deviation.size() != 3 || deviation.contains(0f)) {
            throw new IllegalArgumentException("preprocessing: mean " + mean + " and deviation " + deviation
                    + ", expected three numbers each and no deviation of 0");
        }
    }

    /**
     * That of the networks trained on ImageNet by torchvision: resize to 256, crop to 224.
     *
     * @return the preprocessing
     */
    public static Preprocessing imageNet() {
        return new Preprocessing(256, 224, 224, List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));
    }

    /**
     * Values from 0 to 1 of the centre of a picture whose shorter side is resized to the input's.
     *
     * @param height rows of the input
     * @param width columns of the input
     * @return the preprocessing
     */
    public static Preprocessing unit(int height, int width) {
        return new Preprocessing(Math.min(height, width), height, width, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
    }

    /**
     * The same for another input size; the resize keeps its proportion to the crop.
     *
     * @param rows of the input
     * @param columns of the input
     * @return the preprocessing
     */
    public Preprocessing withSize(int rows, int columns) {
        int side = Math.round((float) shorterSide * Math.min(rows, columns) / Math.min(height, width));
        return new Preprocessing(side, rows, columns, mean, deviation);
    }

    /**
     * The input of a picture.
     *
     * @param image any picture; alpha is ignored, grey becomes three equal channels
     * @return shape (3, height, width)
     */
    public Tensor apply(BufferedImage image) {
        byte[] samples = Images.rgbSamples(image);
        int h = image.getHeight();
        int w = image.getWidth();
        if (shorterSide > 0 && Math.min(h, w) != shorterSide) {
            int toHeight = h <= w ? shorterSide : (int) ((long) shorterSide * h / w);
            int toWidth = h <= w ? (int) ((long) shorterSide * w / h) : shorterSide;
            Images.checkPixels("picture resized to a shorter side of " + shorterSide, toHeight, toWidth);
            samples = Resampler.resize(samples, h, w, toHeight, toWidth);
            h = toHeight;
            w = toWidth;
        }
        return normalized(samples, h, w, centre(h, height), centre(w, width));
    }

    /**
     * The input of a picture that already has the input's size: only normalised.
     *
     * @param image a picture of height times width
     * @return shape (3, height, width)
     * @throws IllegalArgumentException if the picture has another size
     */
    public Tensor normalize(BufferedImage image) {
        if (image.getHeight() != height || image.getWidth() != width) {
            throw new IllegalArgumentException("picture: it is " + image.getWidth() + "x" + image.getHeight()
                    + " pixels, but an input without resizing has to be " + width + "x" + height
                    + "; let it be resized, or scale it first");
        }
        return normalized(Images.rgbSamples(image), height, width, 0, 0);
    }

    /** Where a crop of {@code to} starts in {@code from} pixels: Python's rounding, half to even; negative pads. */
    private static int centre(int from, int to) {
        return from >= to ? (int) Math.rint((from - to) / 2.0) : -((to - from) / 2);
    }

    private Tensor normalized(byte[] samples, int h, int w, int top, int left) {
        float[] values = new float[3 * height * width];
        for (int band = 0, at = 0; band < 3; band++) {
            float channelMean = mean.get(band);
            float channelDeviation = deviation.get(band);
            for (int y = top; y < top + height; y++) {
                for (int x = left; x < left + width; x++, at++) {
                    boolean inside = y >= 0 && y < h && x >= 0 && x < w;
                    int sample = inside ? samples[(y * w + x) * 3 + band] & 0xff : 0;
                    values[at] = (sample / 255f - channelMean) / channelDeviation;
                }
            }
        }
        return Tensor.adopt(Shape.of(3, height, width), values);
    }
}
