# Read by cpack once for each kind of package. The archive brings its libraries along, the .deb depends on the system's.
if(CPACK_GENERATOR STREQUAL "TGZ")
  list(GET CPACK_INSTALL_CMAKE_PROJECTS 0 _moa_build)
  list(APPEND CPACK_INSTALL_CMAKE_PROJECTS "${_moa_build}" moa libraries /)
endif()
