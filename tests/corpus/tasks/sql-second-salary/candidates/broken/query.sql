SELECT salary FRM staff;
