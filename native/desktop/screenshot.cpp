#include "native/desktop/screenshot.hpp"

#include <png.h>

#include <vector>

#include "shaders/gl.hpp"

namespace moa::desktop {

std::optional<Error> save_screenshot(const std::string& path, int width, int height) {
    std::vector<unsigned char> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadBuffer(GL_BACK);
    glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, pixels.data());
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = PNG_FORMAT_RGB;
    // A negative stride: OpenGL's first row is the lowest.
    if (png_image_write_to_file(&image, path.c_str(), 0, pixels.data(), -width * 3, nullptr) != 0) return {};
    return Error{ErrorKind::io, 0, "Could not write the screenshot " + path + ": " + image.message + "."};
}

}  // namespace moa::desktop
